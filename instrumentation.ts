/** Runs once in each studio process, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { startBackground } = await import('./lib/queue/background')
  startBackground()
  const { answerAgent } = await import('./app/api/agent/direct')
  const { answerTracking } = await import('./app/mlflow/direct')
  Object.assign(globalThis, { atelierAnswerAgent: answerAgent, atelierAnswerTracking: answerTracking })
}
