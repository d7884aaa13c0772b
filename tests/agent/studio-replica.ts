// A studio's process without its pages: the handlers for agents and of live drafts at the port that is given, and the sweeps.
import { GET as draftEvents } from '@/app/api/v1/pipelines/[id]/events/route'
import { startBackground } from '@/lib/queue/background'
import { startStudioServer } from './studio-server'

const { url } = await startStudioServer(Number(process.argv[2]), [['GET', /^\/api\/v1\/pipelines\/(?<id>[^/]+)\/events$/, draftEvents]])
startBackground()
process.send?.({ url })
