import type { HandleClientError } from '@sveltejs/kit';

/** Errors end on the error page; only those that nobody could foresee are worth the console. */
export const handleError: HandleClientError = ({ error, status, message }) => {
  if (status !== 404) console.error(error);
  return { message };
};
