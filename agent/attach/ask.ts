/** What the studio answered where it refused; `status` 0 where it could not be reached. */
export class AskError extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message)
    this.name = 'AskError'
  }
}

/** One request of the studio. @throws AskError */
export async function ask(url: string, { method = 'GET', token, body }: { method?: 'GET' | 'POST'; token: string; body?: unknown }): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message || (error.cause as NodeJS.ErrnoException).code : String(error)
    throw new AskError(`${new URL(url).origin} does not answer: ${cause}. Check the address, and that this machine reaches it.`, 0)
  }
  if (response.ok) return response
  const answer = (await response.json().catch(() => null)) as { error?: { message?: string } } | null
  throw new AskError(answer?.error?.message ?? `${url} answered with status ${response.status}.`, response.status)
}
