'use client'

import { LineSwatch } from '@/components/charts/run-lines-legend'
import { useWorkspace } from '@/components/ui/workspace-context'
import type { RunFile } from '@/lib/comparison/schema'
import { artifactUrl } from '../run/artifact-queries'
import { loggedKind, type LoggedKind } from './logged-evaluations'
import type { LineRun } from './metric-lines'

const titles: [LoggedKind, string][] = [['confusion', 'Confusion matrices'], ['roc', 'ROC curves'], ['recall', 'Precision–recall curves']]

/** What clients logged as pictures: side by side, since pictures cannot be drawn over each other. */
export function EvaluationPictures({ pictures, looks }: { pictures: readonly RunFile[]; looks: readonly LineRun[] }) {
  const { slug } = useWorkspace()
  return (
    <section aria-labelledby="evaluation-pictures" className="flex flex-col gap-3">
      <div>
        <h2 id="evaluation-pictures" className="font-medium">
          Logged as pictures
        </h2>
        <p className="text-muted">Clients wrote these as pictures, as mlflow.autolog() and mlflow.evaluate do. They stand side by side: pictures cannot be drawn over each other.</p>
      </div>
      {titles.map(([kind, title]) => {
        const own = pictures.filter(({ path }) => loggedKind(path) === kind)
        return own.length === 0 ? null : (
          <div key={kind} className="flex flex-col gap-2">
            <h3 className="font-medium text-muted">{title}</h3>
            <div className="grid min-w-0 grid-cols-1 gap-3 @xl:grid-cols-2 @4xl:grid-cols-3">
              {looks.flatMap((look) =>
                own.filter(({ run }) => run === look.id).map(({ path }) => (
                  <figure key={path} className="flex min-w-0 flex-col gap-1.5 rounded-md border border-line bg-surface p-2">
                    <figcaption className="flex min-w-0 items-center gap-1.5">
                      <LineSwatch colour={look.colour} dash={look.dash} />
                      <span className="truncate font-medium">{look.name}</span>
                      <span className="ml-auto min-w-0 truncate text-sm text-muted" title={path}>
                        {path.slice(path.lastIndexOf('/') + 1)}
                      </span>
                    </figcaption>
                    <a href={artifactUrl(slug, path)} target="_blank" rel="noreferrer">
                      {/* eslint-disable-next-line @next/next/no-img-element */}
                      <img loading="lazy" src={artifactUrl(slug, path)} alt={`${title} of ${look.name}: ${path.slice(path.lastIndexOf('/') + 1)}`} className="h-72 w-full rounded-sm bg-white object-contain" />
                    </a>
                  </figure>
                )),
              )}
            </div>
          </div>
        )
      })}
    </section>
  )
}
