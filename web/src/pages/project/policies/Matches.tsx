import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "~/api/client";
import { useText } from "~/i18n/useText";
import type { selectorsOf } from "~/pages/project/policies/selectors";
import { Refusal } from "~/ui/Refusal";

interface MatchesProps {
  project: string;
  selectors: ReturnType<typeof selectorsOf>;
}

/** Which of the tags that are there a rule would be about: asked when the writer pauses. */
export function Matches({ project, selectors }: MatchesProps) {
  const { t } = useText();
  const asked = useSettled(JSON.stringify(selectors));
  const { data, error } = useQuery({
    queryKey: ["immutable-matches", project, asked],
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const { data } = await api.POST("/portal/projects/{project_name}/immutability-trials", {
        params: { path: { project_name: project } },
        body: JSON.parse(asked) as MatchesProps["selectors"],
      });
      return data;
    },
  });
  if (error) return <Refusal error={error} />;
  if (!data) return null;
  const count = data.count ?? 0;
  return (
    <section aria-live="polite" aria-label={t("rules.matches")}>
      <p>{t(data.complete ? "rules.matchCount" : "rules.matchCountAtLeast", { count, seen: data.seen ?? 0 })}</p>
      <ul className="plain-list">
        {data.tags?.map((tag) => (
          <li key={tag}>
            <code>{tag}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The value, once it has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const soon = setTimeout(() => setSettled(value), 300);
    return () => clearTimeout(soon);
  }, [value]);
  return settled;
}
