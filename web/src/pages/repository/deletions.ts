import { api } from "~/api/client";
import type { components } from "~/api/schema";

type Refused = components["schemas"]["PortalRefused"];

/** What was chosen in a list: by name, or (`matching`: a `q`) all that it finds. */
export interface Chosen {
  list: "tags" | "artifacts";
  names: string[];
  matching?: string;
  /** How many there are. */
  count: number;
}

export interface Gone {
  deleted: number;
  refused: Refused[];
}

const LOT = 100;

/** Deletes a lot a request and tells after each, until `isStopped`; what a rule keeps stays and is told of. */
export async function deleteMany(
  project: string,
  path: string,
  what: "tag" | "artifact",
  chosen: Chosen,
  tell: (gone: Gone) => void,
  isStopped: () => boolean,
): Promise<Gone> {
  const gone: Gone = { deleted: 0, refused: [] };
  const send = async (body: components["schemas"]["PortalDeletion"]) => {
    const data = await ask(project, path, what, { ...body, list: chosen.list });
    gone.deleted += data?.deleted ?? 0;
    gone.refused.push(...(data?.refused ?? []));
    tell({ ...gone });
    return data?.page_token;
  };
  if (chosen.matching === undefined) {
    for (let at = 0; at < chosen.names.length && !isStopped(); at += LOT)
      await send({ names: chosen.names.slice(at, at + LOT) });
    return gone;
  }
  let token: string | undefined = "";
  while (token !== undefined && !isStopped()) {
    token = await send({ matching: true, q: chosen.matching, ...(token && { page_token: token }) });
  }
  return gone;
}

async function ask(
  project: string,
  path: string,
  what: "tag" | "artifact",
  body: components["schemas"]["PortalDeletion"],
) {
  const at = "/portal/projects/{project_name}/repositories/{repository_name}";
  const sent = { baseUrl: "/api", params: { path: { project_name: project, repository_name: path } }, body };
  const answer =
    what === "tag" ? await api.POST(`${at}/tag-deletions`, sent) : await api.POST(`${at}/artifact-deletions`, sent);
  return answer.data;
}
