import { HelloRequest } from '@/lib/protocol/messages'
import { forgetAgent } from '@/lib/compute/identify-agent'
import { hello } from '@/lib/queue/hello'
import { studioQueue } from '@/lib/queue/queue'
import { agentRoute } from '../agent-route'

export const POST = agentRoute(async (agent, body) => {
  const answer = await hello(studioQueue(), agent, HelloRequest.parse(body))
  forgetAgent(agent.id)
  return answer
})
