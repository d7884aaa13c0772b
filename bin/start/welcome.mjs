// After the studio is healthy: the sample on an empty database, and where to go.
import { bold, duration, say } from './terminal.mjs'

export async function welcome(settings, started, ending, begun) {
  say()
  say(`  Ready in ${duration(performance.now() - begun)}. Open ${bold(settings.url)}`)
  say('  Ctrl-C stops everything.')
}
