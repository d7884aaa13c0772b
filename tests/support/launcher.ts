export { collect, forkLauncher, freePort, startLauncher } from '@/bin/measure/launcher.mjs'

export type Launcher = Awaited<ReturnType<typeof import('@/bin/measure/launcher.mjs').startLauncher>>
