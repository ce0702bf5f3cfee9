import './kit-rest.ts';
import { useHotkeys } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';
import { useAsk } from './api.ts';
import { ErrorBox } from './components/error-box.tsx';
import { FirstConnection } from './screens/connect/connect.tsx';
import { Frame } from './screens/frame/frame.tsx';
import { lockNow } from './screens/frame/lock-timer.tsx';
import { useActivity } from './screens/frame/use-activity.ts';

/** Everything behind the lock. Without a connection the first run goes on where it was left. */
export default function Unlocked() {
  const connections = useAsk('connections.list', {});
  useActivity();
  useHotkeys([['mod+L', lockNow]], []);
  if (connections.error) return <ErrorBox error={connections.error} />;
  if (!connections.data) return null;
  return (
    <>
      {connections.data.length === 0 ? <FirstConnection /> : <Frame connections={connections.data} />}
      <Notifications position="bottom-right" autoClose={4000} />
    </>
  );
}
