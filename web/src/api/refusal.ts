/** What the registry refused: `code` and `message` as it says them, `status` of HTTP; 0: it cannot be reached. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

interface Body {
  errors?: { code?: string; message?: string }[];
}

/** The refusal that an answer tells of. */
export async function refusalOf(response: Response): Promise<Refused> {
  const body = (await response
    .clone()
    .json()
    .catch(() => ({}))) as Body;
  const first = body.errors?.[0];
  return new Refused(response.status, first?.code ?? "UNKNOWN", first?.message ?? response.statusText);
}
