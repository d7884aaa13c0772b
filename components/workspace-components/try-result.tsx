'use client'

import { useState } from 'react'
import Link from 'next/link'
import { OutputView } from '@/components/results/output-view'
import { RunLog } from '@/components/runs/log/run-log'
import { stepStatus } from '@/components/runs/status'
import { useRun } from '@/components/runs/use-run'
import { ErrorNote } from '@/components/ui/error-note'
import { Segmented } from '@/components/ui/segmented'
import { Status } from '@/components/ui/status'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { RunView, StepView } from '@/lib/runs/schema'
import { errorLine } from '@/lib/workspace-components/error-line'

/** How a trial goes: its state, the line where the code failed, what came out, and what was printed. */
export function TryResult({ initial, source }: { initial: RunView; source: string }) {
  const { slug } = useWorkspace()
  const { data: run = initial } = useRun(initial.id, initial)
  const tried = run.steps.find((step) => step.component.startsWith('custom.')) ?? run.steps.at(-1)
  const failed = run.steps.find((step) => step.state === 'failed')
  if (!tried) return null
  return (
    <div className="flex min-w-0 flex-col gap-3 rounded-md border border-line p-3">
      <div className="flex flex-wrap items-center gap-3" role="status">
        <Status status={stepStatus(failed ?? tried)} />
        {tried.waitReason && <span className="text-muted">{tried.waitReason}</span>}
        <Link className="link ml-auto" href={`/w/${slug}/runs/${run.id}`}>
          Run {run.number}
        </Link>
      </div>
      {failed && <Failure step={failed} own={failed === tried} source={source} />}
      <Outputs run={run} step={tried} />
      <details>
        <summary className="cursor-pointer text-sm font-medium">What it printed</summary>
        <div className="mt-2 h-52 overflow-hidden rounded-md border border-line">
          <RunLog run={run} node={tried.node} onNode={() => undefined} />
        </div>
      </details>
    </div>
  )
}

function Failure({ step, own, source }: { step: StepView; own: boolean; source: string }) {
  const line = own ? errorLine(step.message) : null
  const lines = source.split('\n')
  return (
    <ErrorNote title={step.message || 'It failed without a word'}>
      {line !== null && lines[line - 1] !== undefined && (
        <pre className="mt-1 overflow-x-auto rounded-sm bg-sunken p-2 font-mono text-sm">
          {lines.slice(Math.max(0, line - 2), line + 1).map((text, index) => {
            const number = Math.max(0, line - 2) + index + 1
            return (
              <span key={number} className={number === line ? 'block font-semibold text-failed' : 'block text-muted'}>
                {String(number).padStart(4)} {text}
              </span>
            )
          })}
        </pre>
      )}
    </ErrorNote>
  )
}

function Outputs({ run, step }: { run: RunView; step: StepView }) {
  const ports = Object.keys(step.outputs)
  const [chosen, setChosen] = useState<string>()
  const port = chosen !== undefined && ports.includes(chosen) ? chosen : ports[0]
  if (port === undefined) return null
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {ports.length > 1 && <Segmented aria-label="Output" value={port} onValueChange={setChosen} options={ports.map((value) => ({ value, label: value }))} />}
      <OutputView run={run} step={step.node} port={port} output={step.outputs[port]!} />
    </div>
  )
}
