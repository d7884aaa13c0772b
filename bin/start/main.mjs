// The launcher's life: start everything, say where it is, wait, stop everything.
import { launch } from './launch.mjs'
import { readSettings } from './settings.mjs'
import { Stopped, shutdown } from './shutdown.mjs'
import { StopSentence } from './stop-sentence.mjs'
import { bold, dim, line, red, say, stage, warn } from './terminal.mjs'
import { welcome } from './welcome.mjs'

export async function main() {
  const begun = performance.now()
  const ending = shutdown()
  let failed = false
  try {
    const settings = readSettings()
    say(`${bold('Atelier')} ${dim(settings.home)}`)
    const started = await launch(settings, ending)
    const { setUpLink } = await welcome(settings, started, ending, begun)
    // For a test or a supervisor that forked us.
    process.send?.({ ready: true, url: settings.url, setUpLink })
    await ending.requested
  } catch (error) {
    failed = !(error instanceof Stopped || ending.signal.aborted)
    if (failed) report(error)
  }
  await stage('stopping', async () => {
    await ending.stop()
    return failed ? null : 'Stopped'
  })
  process.exit(failed ? 1 : 0)
}

function report(error) {
  if (error instanceof StopSentence) return warn(`${red('✗')} ${error.message}`)
  warn(`${red('✗')} Atelier could not start because of a fault of its own: ${[error.message, error.cause?.message].filter(Boolean).join(': ').replaceAll('\n', ' ')}`)
  if (process.env.ATELIER_DEBUG) warn(error.stack)
  else line(dim('·'), dim('ATELIER_DEBUG=1 npm start shows where.'))
}
