import { Link } from "wouter";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { short } from "~/lib/digest";
import { useListState } from "~/lib/useListState";
import { ChosenBar } from "~/pages/repository/ChosenBar";
import { Filters } from "~/pages/repository/Filters";
import { fetchTags, type Tag, tagsAsked } from "~/pages/repository/fetchTags";
import { TagMarks } from "~/pages/repository/TagMarks";
import { TypeBadge } from "~/pages/repository/TypeBadge";
import { useChosen } from "~/pages/repository/useChosen";
import type { RepositoryProps } from "~/pages/repository/useRepository";
import { type Column, List } from "~/ui/List";
import { Time } from "~/ui/Time";

export function Tags(props: RepositoryProps) {
  const { project, path, projectId, may } = props;
  const { t, size } = useText();
  const state = useListState();
  const asked = tagsAsked(state);
  const choice = useChosen("tags", asked);
  const columns: Column<Tag>[] = [
    {
      title: t("tags.name"),
      width: "minmax(140px, 1.6fr)",
      sort: "name",
      cell: (one) => <Link href={to.artifact(project, path, one.name)}>{one.name}</Link>,
      text: (one) => one.name,
    },
    {
      title: t("artifacts.digest"),
      width: "112px",
      cell: (one) => <code title={one.digest}>{short(one.digest)}</code>,
      text: (one) => one.digest,
    },
    {
      title: t("artifacts.type"),
      width: "108px",
      sort: "type",
      cell: (one) => <TypeBadge type={one.type} mediaType={one.media_type} />,
      text: (one) => one.type,
    },
    {
      title: t("artifacts.size"),
      width: "84px",
      sort: "size",
      cell: (one) => size(one.size),
      text: (one) => String(one.size),
    },
    {
      title: t("artifacts.pushed"),
      width: "108px",
      sort: "push_time",
      cell: (one) => <Time at={one.push_time} />,
      text: (one) => one.push_time,
    },
    {
      title: t("artifacts.pulled"),
      width: "108px",
      sort: "pull_time",
      cell: (one) => <Time at={one.pull_time} />,
      text: (one) => one.pull_time,
    },
    {
      title: t("tags.marks"),
      width: "minmax(140px, 1.6fr)",
      cell: (one) => <TagMarks tag={one} />,
      text: (one) => [one.immutable ? "immutable" : "", ...one.labels.map((label) => label.name)].join(" "),
    },
  ];
  const removable = may("tag", "delete") || may("artifact", "delete");
  const [from, against] = choice.chosen.names;
  return (
    <List
      label={t("artifacts.tags")}
      columns={columns}
      state={state}
      queryKey={["tags", project, path, asked]}
      fetchPage={async (page, at) => {
        const fetched = await fetchTags(project, path, page, at);
        choice.setTotal(fetched.total);
        return fetched;
      }}
      rowKey={(one) => one.name}
      empty={<p>{asked ? t("list.nothing") : t("tags.none")}</p>}
      {...(removable && { selection: choice.selection })}
      tools={
        <>
          <ChosenBar {...props} choice={choice}>
            {from && against && choice.chosen.names.length === 2 && (
              <Link className="button" href={to.compare(project, path, from, against)}>
                {t("compare.action")}
              </Link>
            )}
          </ChosenBar>
          <Filters state={state} projectId={projectId} />
        </>
      }
    />
  );
}
