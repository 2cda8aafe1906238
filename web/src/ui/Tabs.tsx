import { Link } from "wouter";
import "./tabs.css";

export interface Tab {
  to: string;
  label: string;
}

/** Views of one thing, each with an address of its own. */
export function Tabs({ tabs, at, label }: { tabs: Tab[]; at: string; label: string }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.to} href={tab.to} {...(tab.to === at ? { "aria-current": "page" as const } : {})}>
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
