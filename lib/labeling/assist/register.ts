import { Readable } from 'node:stream'
import { updateRound, type RoundRow } from '@/db/queries/labeling/assist'
import { artifactStore } from '@/lib/artifacts/store'
import type { Context } from '@/lib/context'
import { isAppError } from '@/lib/errors'
import type { Output } from '@/lib/protocol/messages'
import { createModel } from '@/lib/registry/models'
import { createVersion } from '@/lib/registry/versions'
import { putFile } from '@/lib/tracking/artifacts/files'

interface Project {
  id: string
  name: string
}

/** The name under which a project's model is registered. */
export const modelName = (project: Project) => `Labels of ${project.name.replaceAll(/[/:]/g, '-')}`.slice(0, 200)

/** The model as a version of the registry: in MLflow's layout, so that its clients load it. */
export async function register(ctx: Context, project: Project, round: RoundRow, model: Output): Promise<void> {
  const name = modelName(project)
  const folder = `labeling/${project.id}/round-${round.number}`
  const flavour = `artifact_path: model\nflavors:\n  onnx:\n    data: model.onnx\n    onnx_version: 1.23.2\n    providers: [CPUExecutionProvider]\nutc_time_created: '${round.createdAt.toISOString()}'\n`
  await putFile(ctx, `${folder}/model.onnx`, artifactStore().read(model.digest))
  await putFile(ctx, `${folder}/MLmodel`, Readable.from([flavour]))
  await createModel(ctx, { name, description: `Tells the labels of the labeling project “${project.name}”.` }).catch((error: unknown) => {
    if (!isAppError(error) || error.code !== 'conflict') throw error
  })
  const { report } = round
  const description = describe(report)
  const version = await createVersion(ctx, { name, source: `mlflow-artifacts:/${folder}`, description, tags: [{ key: 'accuracy', value: report.accuracy.toFixed(4) }, { key: 'labels', value: String(report.labels) }, { key: 'format', value: 'onnx' }] })
  await updateRound(ctx.db, round.id, { modelVersion: version.version })
}

function describe({ kind, labels, things, accuracy, folds, each }: RoundRow['report']): string {
  const percent = `${(accuracy * 100).toFixed(1)}%`
  if (kind === 'things') {
    const outlined = each.filter((label) => label.outlined)
    const what = outlined.length === 0 ? 'boxes' : outlined.length === each.length ? 'outlines' : 'boxes and outlines'
    const draws = outlined.length === 0 ? '' : ' Given boxes, it says of a grid over each which cells are part of the thing; the reader draws the line between them.'
    return `Learned from ${things} ${what} in ${labels} images; mean average precision ${accuracy.toFixed(3)} in ${folds}-fold cross-validation, at half of both in common. Of several boxes around one thing, the reader keeps the surest.${draws}`
  }
  if (kind === 'labels') return `Learned from ${labels} images; ${percent} of all answers, label by label, right in ${folds}-fold cross-validation.`
  return `Learned from ${labels} labels; ${percent} of them right in ${folds}-fold cross-validation.`
}
