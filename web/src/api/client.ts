import createClient, { type Middleware } from "openapi-fetch";
import { Refused, refusalOf } from "~/api/refusal";
import type { paths } from "~/api/schema";

const TOKEN = "X-Harbor-CSRF-Token";
const SAFE = new Set(["GET", "HEAD"]);
let token = "";

/** Asked when a session has ended; true: somebody has signed in again and the request can be sent once more. */
let signInAgain: () => Promise<boolean> = async () => false;

export function onSessionEnd(ask: () => Promise<boolean>): void {
  signInAgain = ask;
}

/** `fetch` of this registry: sends the session's token with changes, and asks people to sign in again in between. */
export async function ask(input: Request): Promise<Response> {
  const spare = input.clone();
  let response = await send(input);
  if (response.status === 401 && !input.url.endsWith("/users/current") && (await signInAgain())) {
    response = await send(spare);
  }
  return response;
}

async function send(request: Request): Promise<Response> {
  if (!SAFE.has(request.method) && token) request.headers.set(TOKEN, token);
  try {
    const response = await fetch(request);
    token = response.headers.get(TOKEN) ?? token;
    return response;
  } catch {
    throw new Refused(0, "OFFLINE", "");
  }
}

const refusing: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await refusalOf(response);
  },
};

/** The API of the registry, typed by its own document. Every call throws `Refused` when it is refused. */
export const api = createClient<paths>({ baseUrl: "/api/v2.0", fetch: ask });
api.use(refusing);

/** POST of a form to a route beside the API. */
export async function postForm(path: string, fields: Record<string, string>): Promise<void> {
  const response = await send(new Request(path, { method: "POST", body: new URLSearchParams(fields) }));
  if (!response.ok) throw await refusalOf(response);
}

/** All rows of a list that there are: `X-Total-Count`. */
export function totalOf(response: Response): number {
  return Number(response.headers.get("X-Total-Count") ?? 0);
}
