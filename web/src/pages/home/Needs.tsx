import { Link } from "wouter";
import type { components } from "~/api/schema";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { RobotEnd } from "~/pages/robots/RobotState";

type PortalHome = components["schemas"]["PortalHome"];

/** What its reader should see to: quotas that are nearly used up, robots that end soon. */
export function Needs({ home }: { home: PortalHome }) {
  const { t, size } = useText();
  if (!home.filling.length && !home.ending.length) return null;
  return (
    <section className="card" aria-labelledby="home-needs">
      <h2 id="home-needs">{t("home.needs")}</h2>
      <ul className="plain-list stack">
        {home.filling.map(({ project, used, hard }) => (
          <li key={project.name} className="row">
            <Link href={to.project(project.name ?? "", "settings")}>{project.name}</Link>
            <span>{t("home.filling", { used: size(used ?? 0), hard: size(hard ?? 0) })}</span>
          </li>
        ))}
        {home.ending.map((robot) => (
          <li key={robot.id} className="row">
            <Link href={to.project(robot.permissions?.[0]?.namespace ?? "", "robots")}>{robot.name}</Link>
            <span>{t("home.ending")}</span>
            <RobotEnd robot={robot} />
          </li>
        ))}
      </ul>
    </section>
  );
}
