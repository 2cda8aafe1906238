import { useSyncExternalStore } from "react";
import en from "~/i18n/en.json";

export type Language = "en" | "zh";
export type Key = keyof typeof en;
/** A text, or one for each form of the plural that the language has. */
export type Text = string | Partial<Record<Intl.LDMLPluralRule, string>>;
export type Texts = Record<Key, Text>;

const KEPT = "roadstead.language";
const tags: Record<Language, string> = { en: "en", zh: "zh-CN" };
const known: Partial<Record<Language, Texts>> = { en };
const listeners = new Set<() => void>();
let current: Language = "en";

/** The language chosen before, or else the browser's. */
function preferred(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === "en" || kept === "zh") return kept;
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith("zh")) ? "zh" : "en";
}

export async function setLanguage(language: Language): Promise<void> {
  if (language === "zh") known.zh ??= (await import("~/i18n/zh.json")).default as Texts;
  current = language;
  localStorage.setItem(KEPT, language);
  document.documentElement.lang = tags[language];
  for (const tell of listeners) tell();
}

export const ready = setLanguage(preferred());

export function useLanguage(): Language {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => current,
  );
}

export function textsOf(language: Language): Texts {
  return known[language] ?? en;
}

export function tagOf(language: Language): string {
  return tags[language];
}
