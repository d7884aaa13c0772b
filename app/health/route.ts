/** What clients of MLflow ask to see whether somebody is there; /api/health says more. */
export function GET(): Response {
  return new Response('OK', { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
