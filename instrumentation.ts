/** Runs once in each studio process, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { startBackground } = await import('./lib/queue/background')
  startBackground()
  const { answerDirectly } = await import('./app/direct')
  Object.assign(globalThis, { atelierAnswer: answerDirectly })
}
