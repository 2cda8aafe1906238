import { useText } from "~/i18n/useText";
import type { Tag } from "~/pages/repository/fetchTags";
import { LabelBadge } from "~/pages/repository/LabelBadge";
import { Badge } from "~/ui/Badge";

/** What is to be known of a tag at a glance: that it is immutable, signed, has a bill of materials; its labels. */
export function TagMarks({ tag }: { tag: Tag }) {
  const { t } = useText();
  return (
    <span className="tag-marks">
      {tag.immutable && <Badge tone="warn">{t("tags.immutable")}</Badge>}
      {tag.accessories.some((kind) => kind.startsWith("signature")) && <Badge tone="good">{t("tags.signed")}</Badge>}
      {tag.accessories.some((kind) => kind.startsWith("sbom")) && <Badge tone="accent">SBOM</Badge>}
      {tag.labels.map((label) => (
        <LabelBadge key={label.id} label={label} />
      ))}
    </span>
  );
}
