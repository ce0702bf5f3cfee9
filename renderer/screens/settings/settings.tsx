export function Settings(_: object) { return <h1>Settings</h1>; }
