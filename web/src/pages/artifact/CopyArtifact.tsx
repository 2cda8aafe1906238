import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useLocation } from "wouter";
import { api } from "~/api/client";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { useChange } from "~/lib/useChange";
import { FormDialog } from "~/ui/Dialog";
import { TextField } from "~/ui/Field";

const PATH = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;

interface CopyArtifactProps {
  project: string;
  path: string;
  /** A tag or a digest. */
  reference: string;
  digest: string;
  onClose: () => void;
}

/** Copies the artifact, with what belongs to it, into another repository; no bytes move. */
export function CopyArtifact({ project, path, reference, digest, onClose }: CopyArtifactProps) {
  const { t } = useText();
  const [, navigate] = useLocation();
  const [target, setTarget] = useState("");
  const [name, setName] = useState(path);
  const names = useId();
  const { data: found } = useQuery({
    queryKey: ["projects", "names", target],
    queryFn: async () => {
      const query = { page_size: 10, sort: "name", ...(target && { q: `name=~${target}` }) };
      return (await api.GET("/projects", { params: { query } })).data?.map((one) => one.name ?? "");
    },
  });
  const wrong = name !== "" && !PATH.test(name);
  const from = `${project}/${path}${reference.includes(":") ? "@" : ":"}${reference}`;
  const copy = useChange(
    () =>
      api.POST("/projects/{project_name}/repositories/{repository_name}/artifacts", {
        params: { path: { project_name: target, repository_name: name }, query: { from } },
      }),
    ["repositories", "tags", "artifacts", "repository"].map((view) => [view, target]),
    () => {
      onClose();
      navigate(to.artifact(target, name, digest));
    },
  );
  return (
    <FormDialog
      title={t("copy.title")}
      action={t("action.copy")}
      busy={copy.isPending}
      error={copy.error}
      disabled={!target || !name || wrong}
      onSubmit={() => copy.mutate()}
      onClose={onClose}
    >
      <p className="quiet">{t("copy.told")}</p>
      <TextField
        label={t("copy.project")}
        list={names}
        autoComplete="off"
        value={target}
        onChange={(event) => setTarget(event.target.value)}
      />
      <datalist id={names}>
        {found?.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <TextField
        label={t("copy.repository")}
        error={wrong && t("copy.rule")}
        autoComplete="off"
        maxLength={255}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
    </FormDialog>
  );
}
