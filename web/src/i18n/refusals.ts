import type { Refused } from "~/api/refusal";
import patterns from "~/i18n/refusals.zh.json";
import type { Words } from "~/i18n/useText";

interface Pattern {
  /** The registry's words, with `{1}`, `{2}` for what changes. */
  en: string;
  zh: string;
}

const made = (patterns as Pattern[]).map(({ en, zh }) => ({
  zh,
  fits: new RegExp(`^${en.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\d\}/g, "(.+)")}$`),
}));

/** What the registry said, in the reader's language. What has no words of its own yet is said by its code. */
export function worded(refused: Refused, { language, t }: Words): string {
  if (refused.status === 0) return t("refusal.OFFLINE");
  if (language === "en" && refused.message) return refused.message;
  for (const { fits, zh } of made) {
    const found = fits.exec(refused.message);
    if (found) return zh.replace(/\{(\d)\}/g, (_, index: string) => found[Number(index)] ?? "");
  }
  const general = generally(refused, t);
  return refused.message ? `${general} (${refused.message})` : general;
}

function generally(refused: Refused, t: Words["t"]): string {
  switch (refused.status) {
    case 401:
      return t("refusal.UNAUTHORIZED");
    case 403:
      return t("refusal.FORBIDDEN");
    case 404:
      return t("refusal.NOT_FOUND");
    case 409:
      return t("refusal.CONFLICT");
    case 412:
      return t("refusal.PRECONDITION");
    case 429:
    case 503:
      return t("refusal.LATER");
    default:
      return refused.status >= 500 ? t("refusal.UNKNOWN") : t("refusal.BAD_REQUEST");
  }
}
