import { useState } from "react";
import { useText } from "~/i18n/useText";
import { useChange } from "~/lib/useChange";
import { useListState } from "~/lib/useListState";
import {
  COLLECTIONS,
  fetchCollections,
  logOf,
  numbersOf,
  type Collection as Run,
  stopCollection,
} from "~/pages/admin/collection/collection";
import { StartCollection } from "~/pages/admin/collection/StartCollection";
import { Button } from "~/ui/Button";
import { JobStatus } from "~/ui/JobStatus";
import { type Column, List } from "~/ui/List";
import { LogDialog } from "~/ui/LogDialog";
import { Page } from "~/ui/Page";
import { Refusal } from "~/ui/Refusal";
import { Time } from "~/ui/Time";

const goesOn = (run: Run) => run.job_status === "Running" || run.job_status === "Pending";

export default function Collection() {
  const { t, size, number } = useText();
  const state = useListState();
  const [starting, setStarting] = useState(false);
  const [reading, setReading] = useState<Run | null>(null);
  const stop = useChange(stopCollection, [[...COLLECTIONS]]);
  const columns: Column<Run>[] = [
    { title: t("job.id"), width: "80px", cell: (one) => one.id, text: (one) => String(one.id) },
    {
      title: t("job.status"),
      width: "1fr",
      cell: (one) => <JobStatus status={one.job_status} />,
      text: (one) => one.job_status ?? "",
    },
    {
      title: t("collection.freed"),
      width: "1fr",
      cell: (one) =>
        `${size(numbersOf(one).freed_space ?? 0)}${numbersOf(one).dry_run ? ` (${t("collection.dryRun")})` : ""}`,
      text: (one) => String(numbersOf(one).freed_space ?? 0),
    },
    {
      title: t("collection.blobs"),
      width: "1fr",
      cell: (one) => number(numbersOf(one).purged_blobs ?? 0),
      text: (one) => String(numbersOf(one).purged_blobs ?? 0),
    },
    {
      title: t("job.began"),
      width: "1fr",
      cell: (one) => <Time at={one.creation_time} />,
      text: (one) => one.creation_time ?? "",
    },
    {
      title: t("list.actions"),
      width: "160px",
      cell: (one) => (
        <>
          <Button look="plain" onClick={() => setReading(one)} aria-label={t("job.logOf", { id: one.id ?? 0 })}>
            {t("job.log")}
          </Button>
          {goesOn(one) && (
            <Button
              look="plain"
              busy={stop.isPending}
              onClick={() => stop.mutate(one)}
              aria-label={t("job.stopOf", { id: one.id ?? 0 })}
            >
              {t("job.stop")}
            </Button>
          )}
        </>
      ),
    },
  ];
  return (
    <Page
      title={t("admin.collection")}
      actions={
        <Button look="main" onClick={() => setStarting(true)}>
          {t("collection.start")}
        </Button>
      }
    >
      <p className="quiet">{t("collection.told")}</p>
      {stop.error && <Refusal error={stop.error} />}
      <List
        label={t("admin.collection")}
        columns={columns}
        state={state}
        queryKey={COLLECTIONS}
        fetchPage={fetchCollections}
        rowKey={(one) => String(one.id)}
        searchable={false}
        empty={<p>{t("collection.none")}</p>}
      />
      {starting && <StartCollection onClose={() => setStarting(false)} />}
      {reading && (
        <LogDialog
          title={t("job.logOf", { id: reading.id ?? 0 })}
          queryKey={["collection-log", reading.id]}
          read={() => logOf(reading)}
          live={goesOn(reading)}
          onClose={() => setReading(null)}
        />
      )}
    </Page>
  );
}
