import type { Label } from "~/lib/useLabels";
import "./label-badge.css";

/** A label with its color beside its name, so that the name can be read on any. */
export function LabelBadge({ label }: { label: Label }) {
  return (
    <span className="badge label-badge" title={label.description}>
      <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true">
        <circle cx="4" cy="4" r="4" fill={/^#[0-9a-f]{6}$/i.test(label.color ?? "") ? label.color : "currentColor"} />
      </svg>
      {label.name}
    </span>
  );
}
