import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Body } from '../../api/client.ts';

/** Marks as read or unread; lists and the bell follow. */
export function useMarks() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Body<'POST /api/v1/notifications/read'>) =>
      api('POST /api/v1/notifications/read', { body }),
    onSuccess: async ({ unread }) => {
      queries.setQueryData(['notifications', 'unread'], unread);
      await queries.invalidateQueries({ queryKey: ['GET /api/v1/notifications'] });
    },
  });
}
