// The studio that the benchmarks measure: started as `npm start` does it, on a home of its own, with an owner and a token.
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../start/settings.mjs'
import { startLauncher } from './launcher.mjs'

const admin = { email: 'bench@example.com', password: 'measured in the open' }

/**
 * @typedef {object} Studio
 * @property {string} url
 * @property {string} home its ATELIER_HOME
 * @property {number} port
 * @property {() => number} pid of the process that all of it is below
 * @property {string} token an owner's access token
 * @property {{ email: string, password: string }} admin to sign in with in a browser
 * @property {(path: string, body?: unknown) => Promise<any>} api REST below /api/v1: GET, or POST with a body
 * @property {() => Promise<void>} restart stops and starts it again on the same home
 * @property {() => Promise<void>} stop
 * @property {() => Promise<void>} remove
 */

/** @returns {Promise<Studio>} */
export async function startMeasuredStudio() {
  const env = { ATELIER_ADMIN_EMAIL: admin.email, ATELIER_ADMIN_PASSWORD: admin.password }
  let launcher = await startLauncher({ env })
  const { home, port } = launcher
  const token = execFileSync(path.join(root, 'bin', 'atelier'), ['token', 'create', '--name', 'bench'], { encoding: 'utf8', env: { ...process.env, ATELIER_HOME: home } }).trim()
  const api = (route, body) => request(`http://127.0.0.1:${port}/api/v1${route}`, token, body)
  await untilQuiet(api)
  return {
    url: launcher.url,
    home,
    port,
    pid: () => launcher.process.pid,
    token,
    admin,
    api,
    stop: async () => void (await launcher.stop()),
    restart: async () => {
      launcher = await startLauncher({ env, home, port })
    },
    remove: () => launcher.remove(),
  }
}

/** A first start goes on after it is ready: an agent builds an environment and looks at the images of the sample's labeling project. */
async function untilQuiet(api) {
  for (const until = Date.now() + 300_000; Date.now() < until; await sleep(1_000)) {
    const project = await api('/labeling/projects/Handwritten%20digits').catch(() => null)
    if (project && (await api(`/labeling/projects/${project.id}/assist`)).described === project.counts.images) return
  }
  throw new Error('The sample’s images were not looked at within five minutes: the agent’s log says why.')
}

async function request(url, token, body) {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const response = await fetch(url, { ...init, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${answer.error?.message}`)
  return answer
}
