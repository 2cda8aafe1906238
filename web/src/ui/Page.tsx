import { type ReactNode, useEffect } from "react";
import "./page.css";

interface PageProps {
  title: string;
  /** Beside the title. */
  actions?: ReactNode;
  /** Above the title: where this page lies. */
  path?: ReactNode;
  children: ReactNode;
}

/** What every page begins with; the title is the document's too. */
export function Page({ title, actions, path, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} – Roadstead`;
  }, [title]);
  return (
    <div className="page stack">
      {path && <div className="page-path">{path}</div>}
      <header className="row spread">
        <h1>{title}</h1>
        {actions && <div className="row">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
