import { z } from 'zod'
import { deleteAlias, setAlias, versionByAlias } from '@/lib/registry/aliases'
import { createModel, deleteModel, readModel, searchModels, setModelTag, updateModel } from '@/lib/registry/models'
import { createVersion, deleteVersion, describeVersion, downloadUri, latestVersions, moveVersion, readVersion, searchVersions, setVersionTag } from '@/lib/registry/versions'
import { endpoint, type Endpoint } from '../endpoint'
import { registeredModelOf, versionOf } from '../entities'
import { many, Pairs, Paging, Text } from '../shapes'

const Named = z.object({ name: z.string() })
const Version = Named.extend({ version: z.union([z.string(), z.number().transform(String)]) })
const Alias = Named.extend({ alias: z.string() })
const Search = z.object({ ...Paging, filter: Text, order_by: many(z.string()) })
const search = (input: z.output<typeof Search>) => ({ filter: input.filter, orderBy: input.order_by, maxResults: input.max_results, pageToken: input.page_token })

const latest = (method: 'GET' | 'POST') =>
  endpoint(method, 'mlflow/registered-models/get-latest-versions', 'models.read', Named.extend({ stages: many(z.string()) }), async (ctx, { name, stages }) => ({
    model_versions: (await latestVersions(ctx, name, stages)).map(versionOf),
  }))

const models: Endpoint[] = [
  endpoint('POST', 'mlflow/registered-models/create', 'models.write', Named.extend({ tags: Pairs, description: Text }), async (ctx, input) => ({ registered_model: registeredModelOf(await createModel(ctx, input)) })),
  endpoint('POST', 'mlflow/registered-models/rename', 'models.write', Named.extend({ new_name: z.string() }), async (ctx, { name, new_name }) => ({ registered_model: registeredModelOf(await updateModel(ctx, name, { name: new_name })) })),
  endpoint('PATCH', 'mlflow/registered-models/update', 'models.write', Named.extend({ description: Text }), async (ctx, { name, description }) => ({ registered_model: registeredModelOf(await updateModel(ctx, name, { description })) })),
  endpoint('DELETE', 'mlflow/registered-models/delete', 'models.write', Named, (ctx, { name }) => deleteModel(ctx, name)),
  endpoint('GET', 'mlflow/registered-models/get', 'models.read', Named, async (ctx, { name }) => ({ registered_model: registeredModelOf(await readModel(ctx, name)) })),
  endpoint('GET', 'mlflow/registered-models/search', 'models.read', Search, async (ctx, input) => {
    const page = await searchModels(ctx, search(input))
    return { registered_models: page.models.map(registeredModelOf), next_page_token: page.next ?? undefined }
  }),
  latest('GET'),
  latest('POST'),
  endpoint('POST', 'mlflow/registered-models/set-tag', 'models.write', Named.extend({ key: z.string(), value: z.string() }), (ctx, { name, key, value }) => setModelTag(ctx, name, key, value)),
  endpoint('DELETE', 'mlflow/registered-models/delete-tag', 'models.write', Named.extend({ key: z.string() }), (ctx, { name, key }) => setModelTag(ctx, name, key, null)),
  endpoint('POST', 'mlflow/registered-models/alias', 'models.write', Alias.merge(Version), (ctx, { name, alias, version }) => setAlias(ctx, name, alias, version)),
  endpoint('DELETE', 'mlflow/registered-models/alias', 'models.write', Alias, (ctx, { name, alias }) => deleteAlias(ctx, name, alias)),
  endpoint('GET', 'mlflow/registered-models/alias', 'models.read', Alias, async (ctx, { name, alias }) => ({ model_version: versionOf(await versionByAlias(ctx, name, alias)) })),
]

const versions: Endpoint[] = [
  endpoint('POST', 'mlflow/model-versions/create', 'models.write', Named.extend({ source: z.string(), run_id: Text, run_link: Text, description: Text, model_id: Text, tags: Pairs }), async (ctx, input) => ({
    model_version: versionOf(
      await createVersion(ctx, { name: input.name, source: input.source, runId: input.run_id, runLink: input.run_link, description: input.description, modelId: input.model_id, tags: input.tags }),
    ),
  })),
  endpoint('PATCH', 'mlflow/model-versions/update', 'models.write', Version.extend({ description: Text }), async (ctx, { name, version, description }) => ({
    model_version: versionOf(await describeVersion(ctx, name, version, description ?? '')),
  })),
  endpoint('POST', 'mlflow/model-versions/transition-stage', 'models.write', Version.extend({ stage: z.string(), archive_existing_versions: z.boolean().nullish() }), async (ctx, input) => ({
    model_version: versionOf(await moveVersion(ctx, input.name, input.version, input.stage, input.archive_existing_versions ?? false)),
  })),
  endpoint('DELETE', 'mlflow/model-versions/delete', 'models.write', Version, (ctx, { name, version }) => deleteVersion(ctx, name, version)),
  endpoint('GET', 'mlflow/model-versions/get', 'models.read', Version, async (ctx, { name, version }) => ({ model_version: versionOf(await readVersion(ctx, name, version)) })),
  endpoint('GET', 'mlflow/model-versions/search', 'models.read', Search, async (ctx, input) => {
    const page = await searchVersions(ctx, search(input))
    return { model_versions: page.rows.map(versionOf), next_page_token: page.next ?? undefined }
  }),
  endpoint('GET', 'mlflow/model-versions/get-download-uri', 'models.read', Version, async (ctx, { name, version }) => ({ artifact_uri: await downloadUri(ctx, name, version) })),
  endpoint('POST', 'mlflow/model-versions/set-tag', 'models.write', Version.extend({ key: z.string(), value: z.string() }), (ctx, { name, version, key, value }) => setVersionTag(ctx, name, version, key, value)),
  endpoint('DELETE', 'mlflow/model-versions/delete-tag', 'models.write', Version.extend({ key: z.string() }), (ctx, { name, version, key }) => setVersionTag(ctx, name, version, key, null)),
]

export const registryEndpoints: Endpoint[] = [...models, ...versions]
