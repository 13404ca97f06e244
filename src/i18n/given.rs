//! Templates hand values over by reference, loops and macros by a reference to one: what shows a value takes any.

/// A copyable value, or a reference to one, up to three deep.
pub trait Given<T: Copy> {
    /// The value.
    fn given(self) -> T;
}

impl<T: Copy> Given<T> for T {
    fn given(self) -> T {
        self
    }
}
impl<T: Copy> Given<T> for &T {
    fn given(self) -> T {
        *self
    }
}
impl<T: Copy> Given<T> for &&T {
    fn given(self) -> T {
        **self
    }
}
impl<T: Copy> Given<T> for &&&T {
    fn given(self) -> T {
        ***self
    }
}

/// A whole number of any width, or a reference to one.
pub trait Whole {
    /// As a signed 64-bit number; what does not fit gives the largest.
    fn whole(&self) -> i64;
}

macro_rules! whole { ($($t:ty),*) => { $(
    impl Whole for $t {
        fn whole(&self) -> i64 {
            i64::try_from(*self).unwrap_or(i64::MAX)
        }
    }
)* } }
whole!(i16, i32, i64, u8, u16, u32, u64, usize);

impl<T: Whole + ?Sized> Whole for &T {
    fn whole(&self) -> i64 {
        (**self).whole()
    }
}
