package main

import (
	"io"
	"net"
	"syscall"
	"time"
)

// A slot is one connection of overTCP.
type slot struct {
	fd     int
	at     int
	answer answer
	asked  *request
	began  time.Time
}

// overTCP drives all connections from one thread with epoll: two system calls a request and a share of a third. It
// takes half the processor time of a goroutine a connection, and what it takes the server cannot have.
func overTCP(q *queue, want int) result {
	where, err := net.ResolveTCPAddr("tcp4", address)
	if err != nil {
		fail("%v", err)
	}
	to := &syscall.SockaddrInet4{Port: where.Port, Addr: [4]byte(where.IP.To4())}
	poll, err := syscall.EpollCreate1(0)
	if err != nil {
		fail("%v", err)
	}
	seen := []tally{{}}
	t := &seen[0]
	slots, open := make([]slot, clients), clients
	for i := range slots {
		slots[i].at = i * len(q.list) / clients
		slots[i].connect(poll, i, to)
	}
	began := time.Now()
	for i := range slots {
		if !slots[i].ask(q, t) {
			open--
		}
	}
	events, buffer := make([]syscall.EpollEvent, clients), make([]byte, 256<<10)
	for open > 0 {
		n, err := syscall.EpollWait(poll, events, -1)
		if err != nil && err != syscall.EINTR {
			fail("%v", err)
		}
		for _, event := range events[:max(n, 0)] {
			s := &slots[event.Fd]
			n, err := syscall.Read(s.fd, buffer)
			if err == syscall.EAGAIN || err == syscall.EINTR {
				continue
			}
			if n == 0 && err == nil {
				err = io.ErrUnexpectedEOF
			}
			done := err != nil
			if !done {
				if done, err = s.answer.feed(buffer[:n]); !done && err == nil {
					continue
				}
			}
			t.judge(&s.answer, want, s.began, "", err, s.asked)
			if err != nil || s.answer.closing {
				_ = syscall.Close(s.fd)
				s.connect(poll, int(event.Fd), to)
			}
			if !s.ask(q, t) {
				open--
			}
		}
	}
	took := time.Since(began)
	for i := range slots {
		_ = syscall.Close(slots[i].fd)
	}
	return sum(seen, took)
}

func (s *slot) connect(poll, number int, to syscall.Sockaddr) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err == nil {
		err = syscall.Connect(fd, to)
	}
	if err == nil {
		err = syscall.SetNonblock(fd, true)
	}
	if err == nil {
		err = syscall.SetsockoptInt(fd, syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1)
	}
	if err == nil {
		event := syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: int32(number)}
		err = syscall.EpollCtl(poll, syscall.EPOLL_CTL_ADD, fd, &event)
	}
	if err != nil {
		fail("connect: %v", err)
	}
	s.fd = fd
}

// ask sends the next request; false when there is none. Requests are small: a socket always takes them whole.
func (s *slot) ask(q *queue, t *tally) bool {
	if s.asked = q.next(&s.at); s.asked == nil {
		return false
	}
	s.answer.again(s.asked.noBody, nil)
	s.began = time.Now()
	if n, err := syscall.Write(s.fd, s.asked.bytes); err != nil || n < len(s.asked.bytes) {
		// The server closed it meanwhile: the read that follows says so and counts it.
		_ = syscall.Shutdown(s.fd, syscall.SHUT_RDWR)
	}
	return true
}
