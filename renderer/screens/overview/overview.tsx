export function Overview(_: object) { return <h1>Overview</h1>; }
