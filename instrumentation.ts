/** Runs once in each studio process, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { startBackground } = await import('./lib/queue/background')
  const { driveOpenSweeps } = await import('./lib/sweeps/drive')
  startBackground([{ name: 'Going on with sweeps', everyMs: 1_000, run: driveOpenSweeps }])
  const { answerDirectly } = await import('./app/direct')
  Object.assign(globalThis, { atelierAnswer: answerDirectly })
}
