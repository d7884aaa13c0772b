import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerAgent } from './api/agent/direct'
import { answerCharts } from './api/v1/comparison/direct'
import { answerTracking } from './mlflow/direct'

/** Answers what programs ask all the time, and what is long, without the routing of Next.js. False where the request is another one. */
export function answerDirectly(request: IncomingMessage, response: ServerResponse): boolean {
  return answerAgent(request, response) || answerTracking(request, response) || answerCharts(request, response)
}
