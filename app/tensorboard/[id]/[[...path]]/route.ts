import { forward } from '../../forward'

interface Place {
  params: Promise<{ id: string; path?: string[] }>
}

const handle = async (request: Request, { params }: Place): Promise<Response> => {
  const { id, path } = await params
  return forward(request, id, path ?? [])
}

export { handle as GET, handle as POST }
