'use client'

import { useEffect } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useDesigner } from '../designer-context'
import { commentKey, openCounts, useComments } from './use-comments'

/** Reads comments anew when somebody writes one, and tells the cards how many they have. */
export function CommentFollower() {
  const { events, comments, workspace, pipelineId } = useDesigner()
  const client = useQueryClient()
  const { data } = useComments()
  useEffect(() => events.comments.subscribe(() => void client.invalidateQueries({ queryKey: commentKey(workspace, pipelineId) })), [events, client, workspace, pipelineId])
  useEffect(() => {
    if (data) comments.set(openCounts(data))
  }, [data, comments])
  return null
}
