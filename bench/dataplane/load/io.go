package main

import (
	"io"
	"net"
	"syscall"
)

// send writes a request: its head and the parts of its body, in one system call over TCP.
func (c *client) send(head []byte, body [][]byte) error {
	parts := net.Buffers(append([][]byte{head}, body...))
	if !secure {
		_, err := parts.WriteTo(c.conn)
		return err
	}
	// TLS makes a record at least of each write: small parts go together, large ones are not copied for that.
	var small []byte
	for _, part := range parts {
		if len(small)+len(part) < 16<<10 {
			small = append(small, part...)
			continue
		}
		if _, err := c.conn.Write(small); err != nil {
			return err
		}
		if _, err := c.conn.Write(part); err != nil {
			return err
		}
		small = nil
	}
	_, err := c.conn.Write(small)
	return err
}

// drop takes up to left bytes from the connection. Over TCP they are not copied to this side (MSG_TRUNC): what this
// side takes of the processors the server cannot have.
func (c *client) drop(left int64) (int64, error) {
	window := c.buffer[:min(left, int64(len(c.buffer)))]
	plain, ok := c.conn.(*net.TCPConn)
	if !ok {
		n, err := c.conn.Read(window)
		return int64(n), err
	}
	raw, err := plain.SyscallConn()
	if err != nil {
		return 0, err
	}
	var n int
	var failed error
	err = raw.Read(func(fd uintptr) bool {
		n, _, failed = syscall.Recvfrom(int(fd), window, syscall.MSG_TRUNC)
		return failed != syscall.EAGAIN
	})
	if err == nil {
		err = failed
	}
	if n == 0 && err == nil {
		err = io.ErrUnexpectedEOF
	}
	return int64(max(n, 0)), err
}
