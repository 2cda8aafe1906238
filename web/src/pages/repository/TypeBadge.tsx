import { useText } from "~/i18n/useText";
import { isIndex, isKnown } from "~/pages/repository/types";
import { Badge } from "~/ui/Badge";

/** What an artifact is, in words; an index says so. */
export function TypeBadge({ type, mediaType }: { type: string; mediaType?: string | undefined }) {
  const { t } = useText();
  if (type === "IMAGE" && isIndex(mediaType)) return <Badge>{t("type.index")}</Badge>;
  return <Badge>{isKnown(type) ? t(`type.${type}`) : type}</Badge>;
}
