import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useMe, useSignOut } from "~/app/session";
import { setTheme, useTheme } from "~/app/theme";
import { setLanguage } from "~/i18n/language";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { ADMIN } from "~/pages/admin/parts";
import { Button } from "~/ui/Button";
import "./shell.css";

/** What lies around every page: where one can go, who one is, language and colors. */
export function Shell({ children }: { children: ReactNode }) {
  const { t, language } = useText();
  const { data: me } = useMe();
  const [at] = useLocation();
  const theme = useTheme();
  const signOut = useSignOut();
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t("shell.skip")}
      </a>
      <header className="shell-head">
        <Link href={to.home()} className="shell-name">
          <img src="/portal/favicon.svg" alt="" width="24" height="24" /> Roadstead
        </Link>
        <div className="row">
          <Button
            look="plain"
            onClick={() => setLanguage(language === "en" ? "zh" : "en")}
            lang={language === "en" ? "zh-CN" : "en"}
          >
            {language === "en" ? "简体中文" : "English"}
          </Button>
          <Button look="plain" onClick={() => setTheme(theme === "dark" ? "light" : "dark")}>
            {theme === "dark" ? t("shell.light") : t("shell.dark")}
          </Button>
          {me ? (
            <>
              <Link href={to.me()}>{me.username}</Link>
              <Button look="plain" onClick={() => signOut.mutate()}>
                {t("shell.signOut")}
              </Button>
            </>
          ) : (
            me === null && <Link href="/sign-in">{t("signIn.action")}</Link>
          )}
        </div>
      </header>
      <nav className="shell-nav" aria-label={t("shell.nav")}>
        <Item href={to.home()} at={at} exact>
          {t("home.title")}
        </Item>
        <Item href={to.projects()} at={at}>
          {t("projects.title")}
        </Item>
        {me?.sysadmin_flag && (
          <>
            <h2 className="shell-part">{t("admin.title")}</h2>
            {ADMIN.map((part) => (
              <Item key={part} href={to.admin(part)} at={at}>
                {t(`admin.${part}`)}
              </Item>
            ))}
          </>
        )}
      </nav>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function Item({
  href,
  at,
  exact = false,
  children,
}: {
  href: string;
  at: string;
  exact?: boolean;
  children: ReactNode;
}) {
  const here = exact ? at === href : at.startsWith(href);
  return (
    <Link href={href} {...(here ? { "aria-current": "page" as const } : {})}>
      {children}
    </Link>
  );
}
