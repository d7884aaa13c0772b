// A studio's process without its pages: the handlers for agents at the port that is given, and the sweeps.
import { startBackground } from '@/lib/queue/background'
import { startStudioServer } from './studio-server'

const { url } = await startStudioServer(Number(process.argv[2]))
startBackground()
process.send?.({ url })
