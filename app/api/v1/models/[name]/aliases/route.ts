import { route } from '@/app/respond'
import { readJsonBody } from '@/app/api/v1/pipelines/read-json-body'
import { parse } from '@/lib/parse'
import { AliasInput, setAlias } from '@/lib/registry/aliases'

export const POST = route<{ name: string }>('models.write', async (ctx, request, { name }) => {
  const { alias, version } = parse(AliasInput, await readJsonBody(request))
  await setAlias(ctx, name, alias, String(version))
})
