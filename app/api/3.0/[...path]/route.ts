import { answerMlflow } from '@/app/mlflow/answer'

export { answerMlflow as DELETE, answerMlflow as GET, answerMlflow as PATCH, answerMlflow as POST, answerMlflow as PUT }
