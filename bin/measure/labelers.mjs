// People who label in the measured studio, each with a token of their own, and projects with images for them.
import { createHash, randomBytes } from 'node:crypto'
import postgres from 'postgres'

/** Straight to the studio's database: so many people and images are not made by hand. */
export async function database(studio) {
  const url = process.env.DATABASE_URL ?? (await databaseUrl(studio.home))
  return postgres(url, { max: 4, onnotice: () => undefined })
}

async function databaseUrl(home) {
  const { readFileSync } = await import('node:fs')
  const { default: path } = await import('node:path')
  const secrets = JSON.parse(readFileSync(path.join(home, 'secrets.json'), 'utf8'))
  return `postgres://atelier:${secrets.databasePassword}@127.0.0.1:${secrets.databasePort}/atelier`
}

/**
 * Each speaks REST as another labeler. `expire` ends their session, `signIn` begins a new one.
 * @returns {Promise<(((method: string, path: string, body?: unknown) => Promise<{ status: number, body: any }>) & { expire(): Promise<void>, signIn(): Promise<void> })[]>}
 */
export async function labelers(sql, studio, count) {
  const [workspace] = await sql`select id from workspaces where slug = 'sample'`
  return Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const [user] = await sql`insert into users (email, name) values (${`bench-${randomBytes(6).toString('hex')}@example.com`}, ${`Bench labeler ${at + 1}`}) returning id`
      await sql`insert into members (workspace_id, user_id, role) values (${workspace.id}, ${user.id}, 'labeler')`
      let speak
      const signIn = async () => {
        const secret = `atl_pat_${randomBytes(32).toString('base64url')}`
        await sql`insert into tokens (workspace_id, user_id, name, token_hash, role) values (${workspace.id}, ${user.id}, 'bench', ${createHash('sha256').update(secret).digest('hex')}, 'labeler')`
        speak = speaker(studio, secret)
      }
      await signIn()
      const expire = async () => void (await sql`update tokens set expires_at = now() - interval '1 second' where user_id = ${user.id}`)
      return Object.assign((...request) => speak(...request), { signIn, expire })
    }),
  )
}

/** REST with a token; what the network swallows is thrown, what the studio refuses is answered. */
export const speaker = (studio, secret) => async (method, route, body) => {
  const response = await fetch(`${studio.url}/api/v1${route}`, { method, headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }, body: body === undefined ? undefined : JSON.stringify(body), signal: AbortSignal.timeout(120_000) })
  return { status: response.status, body: response.status === 204 ? null : await response.json() }
}

/** Rows of images without bytes, and their tasks. */
export async function bareTasks(sql, project, count, overlap = 1) {
  const digest = randomBytes(32).toString('hex')
  await sql`insert into blobs (digest, size) values (${digest}, 1)`
  await sql`insert into labeling_images (project_id, digest, size, mime, file_name, width, height) select ${project}, ${digest}, 1, 'image/png', 'image-' || n || '.png', 1000, 800 from generate_series(1, ${count}) n`
  await sql`insert into labeling_tasks (project_id, image_id, required) select ${project}, id, ${overlap} from labeling_images where project_id = ${project} order by created_at`
}
