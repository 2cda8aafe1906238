import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api } from "~/api/client";
import { useText } from "~/i18n/useText";
import { to } from "~/lib/address";
import { Button } from "~/ui/Button";
import { Dialog } from "~/ui/Dialog";
import { Loading } from "~/ui/Loading";
import { Refusal } from "~/ui/Refusal";
import { Time } from "~/ui/Time";

interface TagHistoryProps {
  project: string;
  path: string;
  name: string;
  onClose: () => void;
}

/** What a tag named, since when and by whose doing; the last hundred changes. */
export function TagHistory({ project, path, name, onClose }: TagHistoryProps) {
  const { t } = useText();
  const { data, error } = useQuery({
    queryKey: ["artifact", project, path, "history", name],
    queryFn: async () => {
      const at = "/projects/{project_name}/repositories/{repository_name}/tags/{tag_name}/history";
      const params = {
        path: { project_name: project, repository_name: path, tag_name: name },
        query: { page_size: 100 },
      };
      return (await api.GET(at, { params })).data;
    },
  });
  return (
    <Dialog title={t("tags.historyOf", { name })} onClose={onClose}>
      {error && <Refusal error={error} />}
      {!data && !error && <Loading />}
      {data && (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t("audit.when")}</th>
              <th scope="col">{t("audit.who")}</th>
              <th scope="col">{t("artifacts.digest")}</th>
            </tr>
          </thead>
          <tbody>
            {data.map((one) => (
              <tr key={one.id}>
                <td>
                  <Time at={one.time} />
                </td>
                <td>{one.username}</td>
                <td>
                  {one.digest ? (
                    <Link href={to.artifact(project, path, one.digest)} onClick={onClose}>
                      <code>{one.digest.slice(0, 19)}</code>
                    </Link>
                  ) : (
                    t("tags.wasRemoved")
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="row dialog-actions">
        <Button onClick={onClose}>{t("action.close")}</Button>
      </div>
    </Dialog>
  );
}
