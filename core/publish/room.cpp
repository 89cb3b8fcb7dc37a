// placeholder of a room that is being furnished
