// After the studio is healthy: the sample on an empty database, and where to go.
import { showSample } from './sample.mjs'
import { bold, dim, duration, say, yellow } from './terminal.mjs'

/**
 * @param {import('./settings.mjs').Settings} settings
 * @param {{ product: any, databaseUrl: () => string, agentId: string, samplesPending: boolean }} started
 * @returns {Promise<{ setUpLink: string | null }>}
 */
export async function welcome(settings, started, ending, begun) {
  if (started.samplesPending) await showSample(settings, started, ending)
  await pythonNotice(started)
  const link = await started.product.setUpLink(started.databaseUrl(), settings.url)
  say()
  if (link) {
    say(`  Open ${bold(link.url)}`)
    say(dim(`  This link creates the first owner, once, within ${link.expiresInHours} hours; a new start prints a new one.`))
  } else {
    say(`  Open ${bold(settings.url)}`)
  }
  if (settings.host === '127.0.0.1') say(dim('  Only this machine can reach it; ATELIER_HOST=0.0.0.0 npm start opens it to the network.'))
  say(dim(`  Ready in ${duration(performance.now() - begun)}. Ctrl-C stops everything.`))
  return { setUpLink: link?.url ?? null }
}

async function pythonNotice({ product, databaseUrl, agentId }) {
  const python = await product.pythonOf(databaseUrl(), agentId)
  if (python?.problem) say(`  ${yellow('!')} ${python.problem}`)
}
