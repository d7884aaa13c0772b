/** Runs once in each studio process, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { startBackground } = await import('./lib/queue/background')
  const { driveOpenSweeps } = await import('./lib/sweeps/drive')
  const { readOpenEventFiles } = await import('./lib/tensorboard/read-new-files')
  const { seedSampleProject, tendOpenProjects } = await import('./lib/samples/chores')
  startBackground([
    { name: 'Going on with sweeps', everyMs: 1_000, run: driveOpenSweeps },
    { name: 'Reading event files of runs', everyMs: 1_000, run: readOpenEventFiles },
    { name: 'Going on with what labeling learns', everyMs: 1_000, run: tendOpenProjects },
    { name: 'Making the sample labeling project', everyMs: 5_000, run: seedSampleProject },
  ])
  const { answerDirectly } = await import('./app/direct')
  Object.assign(globalThis, { atelierAnswer: answerDirectly })
}
