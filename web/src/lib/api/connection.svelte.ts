/** Whether the service answers, as the calls of the app find out. */
class Connection {
  lost = $state(false);
}

export const connection = new Connection();
