import "./label-badge.css";

/** A label in its color; the text keeps the page's own color, so that it can be read whatever was chosen. */
export function LabelBadge({ name, color }: { name: string; color: string }) {
  return (
    <span className="label-badge">
      <svg width="10" height="10" aria-hidden="true">
        <circle cx="5" cy="5" r="4.5" fill={color || "currentcolor"} stroke="currentcolor" strokeWidth="0.5" />
      </svg>
      {name}
    </span>
  );
}
