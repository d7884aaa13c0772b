/** The version of the MLflow protocol that is spoken. */
const version = '3.17.0'

export function GET(): Response {
  return new Response(version, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
