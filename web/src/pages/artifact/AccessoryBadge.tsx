import { useText } from "~/i18n/useText";
import { Badge } from "~/ui/Badge";

const KNOWN = [
  "signature.cosign",
  "signature.notation",
  "sbom.harbor",
  "accelerator.nydus",
  "subject.accessory",
] as const;
type Known = (typeof KNOWN)[number];

/** What an accessory is, in words. */
export function AccessoryBadge({ type, artifactType = "" }: { type: string; artifactType?: string }) {
  const { t } = useText();
  const known = KNOWN.find((one): one is Known => one === type);
  const tone = type.startsWith("signature") ? "good" : "accent";
  return (
    <Badge tone={tone}>
      <span title={artifactType || type}>{known ? t(`accessory.${known}`) : type || artifactType}</span>
    </Badge>
  );
}
