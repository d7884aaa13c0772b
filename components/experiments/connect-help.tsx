'use client'

import { useSyncExternalStore } from 'react'
import Link from 'next/link'
import { CodeBlock } from '@/components/catalog/code-block'
import { useWorkspace } from '@/components/ui/workspace-context'

const never = () => () => {}

/** How a script outside logs to this studio with the client that it uses already. */
export function ConnectHelp({ experiment }: { experiment?: string }) {
  const { slug } = useWorkspace()
  const origin = useSyncExternalStore(never, () => window.location.origin, () => 'http://localhost:3000')
  const name = (experiment ?? 'My experiment').replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  return (
    <div className="flex flex-col gap-3 text-left">
      <p className="text-muted">
        Scripts and notebooks log here with the <code>mlflow</code> client as it is. Make an access token under{' '}
        <Link className="link" href={`/w/${slug}/settings`}>
          Settings
        </Link>
        , and set two variables where the script runs:
      </p>
      <CodeBlock code={`export MLFLOW_TRACKING_URI=${origin}\nexport MLFLOW_TRACKING_TOKEN=atl_pat_…`} />
      <CodeBlock code={`import mlflow\n\nmlflow.set_experiment("${name}")\nmlflow.autolog()   # or mlflow.log_metric("loss", 0.1, step=1)`} />
    </div>
  )
}
