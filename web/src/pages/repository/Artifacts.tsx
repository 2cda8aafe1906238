import { Link } from "wouter";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { useListState } from "~/lib/useListState";
import { ChosenBar } from "~/pages/repository/ChosenBar";
import { Filters } from "~/pages/repository/Filters";
import { type Artifact, artifactsAsked, fetchArtifacts } from "~/pages/repository/fetchArtifacts";
import { LabelBadge } from "~/pages/repository/LabelBadge";
import { TypeBadge } from "~/pages/repository/TypeBadge";
import { useChosen } from "~/pages/repository/useChosen";
import type { RepositoryProps } from "~/pages/repository/useRepository";
import { type Column, List } from "~/ui/List";
import { Time } from "~/ui/Time";

/** Artifacts by digest: all, or those that no tag names. */
export function Artifacts(props: RepositoryProps) {
  const { project, path, projectId, may } = props;
  const { t, size } = useText();
  const state = useListState();
  const asked = artifactsAsked(state);
  const choice = useChosen("artifacts", asked);
  const tags = (one: Artifact) => one.tags?.map((tag) => tag.name).join(" ") ?? "";
  const columns: Column<Artifact>[] = [
    {
      title: t("artifacts.digest"),
      width: "160px",
      cell: (one) => (
        <Link href={to.artifact(project, path, one.digest ?? "")}>
          <code title={one.digest}>{one.digest?.slice(0, 19)}</code>
        </Link>
      ),
      text: (one) => one.digest ?? "",
    },
    {
      title: t("artifacts.tags"),
      width: "2fr",
      cell: (one) => tags(one) || <span className="quiet">{t("artifacts.untagged")}</span>,
      text: tags,
    },
    {
      title: t("artifacts.type"),
      width: "108px",
      sort: "type",
      cell: (one) => <TypeBadge type={one.type ?? ""} mediaType={one.manifest_media_type} />,
      text: (one) => one.type ?? "",
    },
    {
      title: t("artifacts.size"),
      width: "84px",
      sort: "size",
      cell: (one) => size(one.size ?? 0),
      text: (one) => String(one.size ?? 0),
    },
    {
      title: t("artifacts.pushed"),
      width: "108px",
      sort: "push_time",
      cell: (one) => <Time at={one.push_time} />,
      text: (one) => one.push_time ?? "",
    },
    {
      title: t("artifacts.pulled"),
      width: "108px",
      sort: "pull_time",
      cell: (one) => <Time at={one.pull_time} />,
      text: (one) => one.pull_time ?? "",
    },
    {
      title: t("artifact.labels"),
      width: "1fr",
      cell: (one) => one.labels?.map((label) => <LabelBadge key={label.id} label={label} />),
      text: (one) => one.labels?.map((label) => label.name).join(" ") ?? "",
    },
  ];
  return (
    <List
      label={t("artifacts.title")}
      columns={columns}
      state={state}
      queryKey={["artifacts", project, path, asked]}
      fetchPage={async (page, at) => {
        const fetched = await fetchArtifacts(project, path, page, at);
        choice.setTotal(fetched.total);
        return fetched;
      }}
      rowKey={(one) => one.digest ?? ""}
      empty={<p>{t("list.nothing")}</p>}
      {...(may("artifact", "delete") && { selection: choice.selection })}
      tools={
        <>
          <ChosenBar {...props} choice={choice} />
          <label className="check">
            <input
              type="checkbox"
              checked={state.get("only") === "untagged"}
              onChange={(event) => state.set({ only: event.target.checked ? "untagged" : "" })}
            />
            <span>{t("artifacts.onlyUntagged")}</span>
          </label>
          <Filters state={state} projectId={projectId} />
        </>
      }
    />
  );
}
