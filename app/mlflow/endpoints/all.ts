import { z } from 'zod'
import { endpoint, type Endpoint } from '../endpoint'
import { artifactEndpoints } from './artifacts'
import { experimentEndpoints } from './experiments'
import { loggedModelEndpoints } from './logged-models'
import { metricEndpoints } from './metrics'
import { registryEndpoints } from './registry'
import { runEndpoints } from './runs'

/** What newer clients ask before they choose how to upload. */
const about = endpoint('GET', 'mlflow/server-info', 'experiments.read', z.object({}), () => ({
  store_type: 'SqlStore',
  workspaces_enabled: false,
  trace_archival_enabled: false,
  multipart_uploads_enabled: true,
  multipart_downloads_enabled: false,
}))

/** Everything that is answered with JSON, each with its permission. */
export const endpoints: Endpoint[] = [about, ...experimentEndpoints, ...runEndpoints, ...metricEndpoints, ...loggedModelEndpoints, ...registryEndpoints, ...artifactEndpoints]
